import type { Row } from './row.ts';
import { all } from './rows/all.ts';
import { drain } from './rows/drain.ts';
import { exports } from './rows/exports.ts';
import { fanOut } from './rows/fanOut.ts';
import { firstToken } from './rows/firstToken.ts';
import { history } from './rows/history.ts';
import { idle } from './rows/idle.ts';
import { javaScript } from './rows/javaScript.ts';
import { lighthouseRow } from './rows/lighthouse.ts';
import { longThread } from './rows/longThread.ts';
import { offlineOpen } from './rows/offlineOpen.ts';
import { orchestration } from './rows/orchestration.ts';
import { reconnect } from './rows/reconnect.ts';
import { resume } from './rows/resume.ts';
import { router } from './rows/router.ts';
import { search } from './rows/search.ts';
import { send } from './rows/send.ts';
import { streams } from './rows/streams.ts';
import { tools } from './rows/tools.ts';

/** In the order of the table. */
export const rows: readonly Row[] = [
  firstToken,
  streams,
  all,
  send,
  fanOut,
  history,
  search,
  exports,
  idle,
  router,
  orchestration,
  tools,
  resume,
  reconnect,
  drain,
  javaScript,
  longThread,
  offlineOpen,
  lighthouseRow,
];
