import { beforeEach } from 'vitest';
import { untilNextDay } from './untilNextDay.ts';

beforeEach(untilNextDay);
