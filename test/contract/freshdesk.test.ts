import { freshdeskHarness } from './freshdesk-harness.ts'
import { testHelpdesk } from './helpdesk.ts'

testHelpdesk(freshdeskHarness)
