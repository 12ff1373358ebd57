import { playAll } from './play.ts';

playAll('cases');
