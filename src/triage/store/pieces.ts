import { piecesOf as piecesOfSizes } from '../../database/pieces-of.ts'

const sizes = [100, 10, 1]

/** In pieces for one statement each: a hundred tickets have 2,100 values. */
export const piecesOf = <T>(list: readonly T[]): T[][] => piecesOfSizes(list, sizes)
