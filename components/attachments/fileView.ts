import type { Upload, UploadState } from '../../client/uploads/upload.ts';
import type { Attachment, FileKind } from '../../shared/attachment.ts';

/** A file as a bubble shows it, on the server or on its way there. */
export type FileView = {
  key: string;
  kind: FileKind;
  name: string;
  size: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  waveform: readonly number[] | null;
  transcript: string | null;
  /** Where the whole file is; null where it is nowhere any more. */
  src: string | null;
  /** What stands for a picture in the thread. */
  preview: string | null;
  /** Its id on the server, once it is there. */
  fileId: string | null;
  /** Null once its message is stored. */
  upload: UploadState | null;
};

export type Variant = 'thumb' | 'preview';

/** Where the server has a file, or a smaller form of it. */
export function fileUrl(fileId: string, variant?: Variant): string {
  return `/api/files/${fileId}${variant ? `?variant=${variant}` : ''}`;
}

/** `here` is where the page itself still has it, having sent it. */
export function viewOfAttachment(attachment: Attachment, here: string | undefined): FileView {
  const { fileId, mime: _mime, ...file } = attachment;
  const src = fileUrl(fileId);
  return {
    ...file,
    key: fileId,
    src,
    preview: file.kind === 'image' ? (here ?? fileUrl(fileId, 'preview')) : null,
    fileId,
    upload: null,
  };
}

export function viewOfUpload(upload: Upload): FileView {
  const { id, kind, name, size, width, height, durationMs, waveform, url, state } = upload;
  return {
    key: id,
    kind,
    name,
    size,
    width,
    height,
    durationMs,
    waveform,
    transcript: null,
    src: url,
    preview: kind === 'image' ? url : null,
    fileId: state.kind === 'stored' ? state.fileId : null,
    upload: state,
  };
}

/** Files of one message by how they are shown, each in its order. */
export function sortFiles(files: readonly FileView[]): { media: FileView[]; voices: FileView[]; others: FileView[] } {
  const isMedia = (file: FileView) => file.kind === 'image' || file.kind === 'video';
  return {
    media: files.filter(isMedia),
    voices: files.filter(({ kind }) => kind === 'voice'),
    others: files.filter((file) => !isMedia(file) && file.kind !== 'voice'),
  };
}
