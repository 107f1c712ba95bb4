import { testHelpdesk } from './helpdesk.ts'
import { zendeskHarness } from './zendesk-harness.ts'

testHelpdesk(zendeskHarness)
