"""Titles before a person's name ("President", "Mr."), which are no part of the name."""

_WORDS = (
    "President President-elect Prime Minister Mr. Mrs. Ms. Dr. Mr Mrs Ms Dr Secretary Senator Sen. General Gen. Foreign Pope King Queen "
    "Prince Princess Vice Defense Interior Finance Justice Deputy Chancellor Ambassador Judge Colonel Col. Major Maj. Lieutenant Lt. "
    "Captain Capt. Sergeant Sgt. Governor Gov. Representative Rep. Congressman Congresswoman Chairman Spokesman Chief Director Premier "
    "Sheikh Ayatollah Archbishop Bishop Cardinal Reverend Rev. Imam Professor Prof. Sir Lord Lady Admiral Adm. Brigadier Commander Oil "
    "prime minister president Treasury Attorney Justice Speaker Mayor Assistant Envoy Former Cpl. Private Sheik St. Father "
    "Emperor Sultan Emir Crown Marshal Field Leader Press Trade Economy Opposition Economic Information Labor Health Home of State"
)
TITLES = frozenset(_WORDS.split())


def strip_titles(words: list[str], start: int, end: int) -> int:
    """The first word of the span [start, end) that is no title; `end` when all are."""
    while start < end and words[start] in TITLES:
        start += 1
    return start
