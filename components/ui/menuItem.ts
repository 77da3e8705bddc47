import type { LucideIcon } from 'lucide-react';

export type MenuItem = {
  label: string;
  icon?: LucideIcon;
  danger?: boolean;
  disabled?: boolean;
  /** The menu stays open: what it offers changes. */
  stays?: boolean;
  onSelect: () => void;
};
