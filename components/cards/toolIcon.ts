import {
  ArrowRightLeft,
  BookOpen,
  Calculator,
  CalendarDays,
  CalendarPlus,
  ChartColumn,
  Clock,
  FileText,
  Globe,
  ImagePlus,
  ListChecks,
  type LucideIcon,
  MessageCircleQuestionMark,
  MessagesSquare,
  SquareTerminal,
  Table,
  Wrench,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  search_web: Globe,
  read_page: BookOpen,
  calculate: Calculator,
  time: Clock,
  calendar: CalendarDays,
  make_table: Table,
  chart: ChartColumn,
  write_document: FileText,
  make_image: ImagePlus,
  post_event: CalendarPlus,
  post_poll: ListChecks,
  confirm_understanding: MessageCircleQuestionMark,
  ask_agent: MessagesSquare,
  hand_over: ArrowRightLeft,
  run_python: SquareTerminal,
  run_javascript: SquareTerminal,
};

export function toolIcon(tool: string): LucideIcon {
  return Object.hasOwn(ICONS, tool) ? (ICONS[tool] ?? Wrench) : Wrench;
}
