import type { LinkPreview } from '../../shared/message.ts';

/** What the page that a message links to says of itself. Only links to the web lead anywhere. */
export function LinkCard({ preview }: { preview: LinkPreview }) {
  const { url, title, description, site, imageId } = preview;
  if (!/^https?:\/\//i.test(url)) return null;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className="mt-1.5 flex w-88 max-w-full overflow-hidden rounded-lg border border-line bg-panel/70 text-left text-ink no-underline transition hover:bg-hover"
    >
      {imageId !== null && (
        <img
          src={`/api/files/${imageId}`}
          alt=""
          loading="lazy"
          decoding="async"
          className="w-24 shrink-0 self-stretch object-cover"
        />
      )}
      <span className="min-w-0 flex-1 px-3 py-2">
        <span className="line-clamp-2 text-sm font-semibold">{title}</span>
        {description !== '' && <span className="mt-0.5 line-clamp-2 text-sm text-muted">{description}</span>}
        <span className="mt-0.5 block truncate text-xs text-muted">{site}</span>
      </span>
    </a>
  );
}
