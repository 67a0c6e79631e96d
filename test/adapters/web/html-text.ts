/** The text of a piece of HTML. */
export function htmlText(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll(/&#39;|&#x27;|&apos;/g, "'")
    .replaceAll("&amp;", "&");
}
