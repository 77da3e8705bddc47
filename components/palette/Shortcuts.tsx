'use client';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { selectChatRows } from '../../client/select/chatRows.ts';
import { findInChat } from '../search/finding.ts';
import { arrangeRows } from '../shell/arrangeRows.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { later, useAhead, useLater } from '../ui/later.ts';
import { useFetchFailed } from '../ui/useFetchFailed.ts';
import { paletteUi } from './paletteUi.ts';
import { searchAll } from './searchAll.ts';
import { type GlobalId, isMac, pressed } from './shortcuts.ts';

const palette = later(() => import('./Palette.tsx').then((module) => module.Palette));
const help = later(() => import('./HelpSheet.tsx').then((module) => module.HelpSheet));

/** Listens for the shortcuts that hold everywhere, and shows what they open. */
export function Shortcuts() {
  const waggle = useWaggle();
  const open = useStore(paletteUi, (state) => state.open);
  useEffect(() => {
    const act = (id: GlobalId): boolean => {
      const state = waggle.store.getState();
      switch (id) {
        case 'palette':
          paletteUi.setState(({ open: before }) => ({ open: before === 'palette' ? null : 'palette' }));
          return true;
        case 'help':
          paletteUi.setState({ open: 'help' });
          return true;
        case 'searchAll':
          searchAll();
          return true;
        case 'searchChat': {
          if (state.openChatId === null) return false;
          // Pressed again within the bar, the browser's own search opens.
          if (document.activeElement?.closest('search')) return false;
          findInChat(state.openChatId);
          return true;
        }
        case 'previousChat':
        case 'nextChat': {
          const agents = state.workspace?.agents.map((agent) => agent.id) ?? [];
          const rows = arrangeRows(selectChatRows(state), agents).filter((row) => !row.archived);
          const at = rows.findIndex((row) => row.chatId === state.openChatId);
          const next = at === -1 ? rows[0] : rows[id === 'nextChat' ? at + 1 : at - 1];
          if (next) navigate({ kind: 'chat', chatId: next.chatId }, { replace: at !== -1 });
          return true;
        }
      }
    };
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const id = pressed(event, isMac());
      if (id === undefined || (id === 'help' && isWriting(event.target))) return;
      const dialog = document.querySelector('[role="dialog"], [role="alertdialog"]');
      if (dialog && !(id === 'palette' && paletteUi.getState().open === 'palette')) return;
      if (act(id)) event.preventDefault();
    };
    addEventListener('keydown', handle);
    return () => {
      removeEventListener('keydown', handle);
    };
  }, [waggle]);
  // What is typed right after the key that opens it must find its field.
  useAhead(palette);
  const fetchFailed = useFetchFailed();
  const handleFailed = () => {
    paletteUi.setState({ open: null });
    fetchFailed();
  };
  const Palette = useLater(palette, open === 'palette', handleFailed);
  const HelpSheet = useLater(help, open === 'help', handleFailed);
  if (open === 'palette') return Palette && <Palette />;
  if (open === 'help') return HelpSheet && <HelpSheet />;
  return null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
