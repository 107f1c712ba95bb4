import type { Configuration } from '../../../schemas/configuration.ts'
import type { Sessions } from '../../access/users/sessions.ts'
import type { Users } from '../../access/users/users.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { AddressLimits } from './create-address-limits.ts'
import type { Provider } from './oidc/create-provider.ts'

/** What the pages of signing in are made over. */
export interface SignInContext {
  users: Users
  sessions: Sessions
  config: Pick<Configuration, 'desk' | 'publicUrl' | 'api'>
  clock: Clock
  logger: Logger
  limits: AddressLimits
  /** Null: none is configured. Loaded when somebody comes by it. */
  provider: (() => Promise<Provider>) | null
}
