import type { Cell } from 'write-excel-file/node';
import { departmentName } from '../core/texts/plan.ts';

export { departmentName };

/** Bold headings on the board's green. */
export const head = (names: string[]): Cell[] =>
  names.map((value) => ({ value, fontWeight: 'bold', backgroundColor: '#e3efe8' }));

/** One row; long texts wrap. */
export const line = (values: (string | number)[]): Cell[] =>
  values.map((value) => ({ value, wrap: true, alignVertical: 'top' }));

export const column = (width: number) => ({ width });
