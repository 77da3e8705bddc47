/**
 * Stands in the page for `rehype-raw`, which Streamdown brings along and Waggle never uses: the parser of HTML in it
 * would be a third of what draws a text.
 */
export default function noHtml(): never {
  throw new Error('HTML in a text stays text.');
}
