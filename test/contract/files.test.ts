import { filesHarness } from './files-harness.ts'
import { testHelpdesk } from './helpdesk.ts'

testHelpdesk(filesHarness)
