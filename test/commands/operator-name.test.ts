import { userInfo } from 'node:os'
import t from 'tap'
import { operatorName } from '../../src/commands/operator-name.ts'

t.test('names who acts, also where cron or a container sets no variable', async (t) => {
  t.equal(operatorName({ SUDO_USER: 'carmen', USER: 'relevo' }), 'cli:carmen')
  t.equal(operatorName({ LOGNAME: 'bea' }), 'cli:bea')
  t.equal(operatorName({}), `cli:${userInfo().username}`)
})
