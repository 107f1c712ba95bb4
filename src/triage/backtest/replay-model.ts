import type { Bundle } from '../../classify/bundles/bundle.ts'
import type { Said } from './choose-block-thresholds.ts'

/** A model as it would have been trained at some time: types only. It is in memory alone. */
export interface ReplayModel {
  bundle: Bundle
  /** Of the category, by configured names: what it said of texts held out of its training. */
  heldOut: Said[]
}
