import { playAll } from './play.ts';

playAll('rest');
