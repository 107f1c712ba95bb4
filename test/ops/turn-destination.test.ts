import { spawnSync } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import t from 'tap'
import { createTurnDestination } from '../../src/ops/turn-destination.ts'

t.test('the lines of one turn go out as one write, in order', async (t) => {
  const writes: string[] = []
  const destination = createTurnDestination({ write: (lines) => void writes.push(lines) })
  destination.write('one\n')
  destination.write('two\n')
  t.same(writes, [])
  await new Promise((resolve) => setImmediate(resolve))
  t.same(writes, ['one\ntwo\n'])
  destination.write('three\n')
  destination.flushSync()
  destination.flushSync()
  t.same(writes, ['one\ntwo\n', 'three\n'])
})

t.test('the last line before an uncaught exception is there', async (t) => {
  const script = `
    import { createLogger } from './src/ops/create-logger.ts'
    const logger = createLogger({ level: 'info' })
    logger.info('last words')
    throw new Error('the end')
  `
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    encoding: 'utf8',
  })
  t.match(stdout, /"msg":"last words"/)
  t.equal(status, 1)
})

const noRoom = existsSync('/dev/full') ? false : 'there is no /dev/full here'

t.test('a log that cannot be written does not end the process', { skip: noRoom }, async (t) => {
  const script = `
    import { createLogger } from './src/ops/create-logger.ts'
    const logger = createLogger({ level: 'info' })
    for (let turn = 0; turn < 3; turn++) {
      logger.info('nobody will read this')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    process.stderr.write('still there')
  `
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    encoding: 'utf8',
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  })
  t.equal(stderr, 'still there')
  t.equal(status, 0)
})

t.test('a command whose answer cannot be written says so, without a stack', { skip: noRoom }, async (t) => {
  const { stderr, status } = spawnSync(process.execPath, ['src/cli.ts', '--help'], {
    encoding: 'utf8',
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  })
  t.match(stderr, /could not be written to standard output \(ENOSPC\)/)
  t.notMatch(stderr, /\n\s+at /)
  t.equal(status, 1)
})
