"""One file a corpus: each gives Documents with the layers that the corpus has."""
