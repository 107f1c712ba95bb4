import type { Judged } from '../judged.ts'

/** Whether the answer is the text's class. To a text without a class every answer is wrong. */
export const isRight = ({ label, predicted }: Judged): boolean => label !== null && label === predicted
