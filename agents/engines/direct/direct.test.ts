import { engineConformance } from '../../testing/engineConformance.ts';
import { createDirectEngine } from './direct.ts';

engineConformance('direct', createDirectEngine);
