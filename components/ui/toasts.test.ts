import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeAllToasts, closeToast, showToast, showUndo, toasts } from './toasts.ts';

const shown = () => toasts.getState().shown;

beforeEach(closeAllToasts);

describe('toasts', () => {
  it('commit what can be undone once they are gone', () => {
    const undo = vi.fn();
    const commit = vi.fn();
    showUndo({ text: 'Removed', undoLabel: 'Undo', undo, commit });
    expect(commit).not.toHaveBeenCalled();
    closeToast(shown()[0]!.id, 'gone');
    expect(commit).toHaveBeenCalledOnce();
    expect(undo).not.toHaveBeenCalled();
  });

  it('undo without committing, once', () => {
    const undo = vi.fn();
    const commit = vi.fn();
    showUndo({ text: 'Removed', undoLabel: 'Undo', undo, commit });
    const { id } = shown()[0]!;
    closeToast(id, 'action');
    closeToast(id, 'gone');
    expect(undo).toHaveBeenCalledOnce();
    expect(commit).not.toHaveBeenCalled();
  });

  it('commit the oldest when a fourth comes, and all when the page goes', () => {
    const commits = Array.from({ length: 4 }, () => vi.fn());
    for (const commit of commits) showUndo({ text: '', undoLabel: '', undo: () => {}, commit });
    expect(shown()).toHaveLength(3);
    expect(commits.map((commit) => commit.mock.calls.length)).toEqual([1, 0, 0, 0]);
    closeAllToasts();
    expect(commits.map((commit) => commit.mock.calls.length)).toEqual([1, 1, 1, 1]);
  });

  it('last five seconds unless told otherwise', () => {
    showToast({ text: 'Copied' });
    showToast({ text: 'Saved', lasts: 2000 });
    expect(shown().map((toast) => toast.lasts)).toEqual([5000, 2000]);
  });

  it('say the same once, as the last of all, and push nothing out for it', () => {
    const first = showToast({ text: 'Saved' });
    showToast({ text: 'Copied' });
    showToast({ text: 'Sent' });
    const again = showToast({ text: 'Saved' });
    expect(shown().map(({ text }) => text)).toEqual(['Copied', 'Sent', 'Saved']);
    closeToast(first, 'gone');
    expect(shown().at(-1)?.id).toBe(again);
    showToast({ kind: 'failure', text: 'Saved' });
    expect(shown().map(({ kind }) => kind)).toEqual(['note', 'note', 'failure']);
  });

  it('stay beside each other where each offers something of its own', () => {
    const undone: string[] = [];
    for (const name of ['first', 'second']) {
      showToast({ text: 'Star removed', action: { label: 'Undo', run: () => undone.push(name) } });
    }
    for (const { id } of shown()) closeToast(id, 'action');
    expect(undone).toEqual(['first', 'second']);
  });
});
