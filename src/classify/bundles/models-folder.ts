import { join } from 'node:path'
import type { Configuration } from '../../../schemas/configuration.ts'

/** Where the trained models of an installation are: as configured, else beside its data. */
export const modelsFolder = (config: Pick<Configuration, 'classification' | 'store'>): string =>
  config.classification.models ?? join(config.store.dataDir, 'models')
