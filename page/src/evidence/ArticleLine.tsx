import { href } from "../route";
import type { ArticleRef } from "../types";
import { day, plain, site, webAddress } from "../words";

/** Title, publisher, day, and the way to the source. */
export function ArticleLine({ article }: { article: ArticleRef }) {
  const address = webAddress(article.url);
  const parts = [article.publisher ? plain(article.publisher) : null, article.published ? day(article.published) : "date unknown"].filter(Boolean);
  return (
    <p class="article-line">
      <a class="article-title" href={href({ page: "article", id: article.id, claim: null })}><bdi>{plain(article.title)}</bdi></a>
      <span class="meta">{parts.join(", ")}</span>
      {address && <a class="source" href={address} target="_blank" rel="noopener noreferrer" title={address}>{site(address)} ↗</a>}
    </p>
  );
}
