/** The text of a piece of HTML. In code, the elements that colour it add no space. */
export function htmlText(html: string): string {
  return html
    .replaceAll(/<pre[\s\S]*?<\/pre/g, (code) => code.replaceAll(/<\/?span[^>]*>/g, ""))
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll(/&#39;|&#x27;|&apos;/g, "'")
    .replaceAll("&amp;", "&");
}
