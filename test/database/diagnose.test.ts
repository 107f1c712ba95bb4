import t from 'tap'
import { diagnoseFileError } from '../../src/database/sqlite/diagnose-file-error.ts'
import {
  DatabaseMoved,
  diagnoseSqliteFailure,
  sqliteCode,
} from '../../src/database/sqlite/diagnose-sqlite-failure.ts'

const sqliteError = (errcode: number) =>
  Object.assign(new Error('from SQLite'), { code: 'ERR_SQLITE_ERROR', errcode })

t.test('names the failure of the store behind a code of SQLite, extended codes included', async (t) => {
  const expected: [number, string][] = [
    [13, 'disk-full'],
    [8, 'read-only'],
    [1032, 'read-only'],
    [3, 'read-only'],
    [5, 'locked'],
    [517, 'locked'],
    [6, 'locked'],
    [11, 'corrupt'],
    [267, 'corrupt'],
    [26, 'corrupt'],
    [10, 'unavailable'],
    [778, 'unavailable'],
    [14, 'unavailable'],
    [7, 'unavailable'],
  ]
  for (const [errcode, code] of expected) {
    const failure = diagnoseSqliteFailure(sqliteError(errcode))
    t.equal(failure?.code, code, String(errcode))
    t.match(failure?.remedy, /^[A-Z].*\.$/, 'its remedy is a sentence')
  }
  t.match(diagnoseSqliteFailure(new DatabaseMoved('gone')), { code: 'unavailable' })
})

t.test('does not blame the store for a bad statement or value', async (t) => {
  for (const error of [sqliteError(1), sqliteError(19), sqliteError(2067), new Error('else'), null, 'text']) {
    t.equal(diagnoseSqliteFailure(error), null)
  }
  t.equal(sqliteCode(sqliteError(2067)), 19)
})

t.test('names the failure behind an error of the file system', async (t) => {
  const fileError = (code: unknown) => Object.assign(new Error('from the system'), { code })
  t.match(diagnoseFileError(fileError('ENOSPC')), { code: 'disk-full' })
  t.match(diagnoseFileError(fileError('EROFS')), { code: 'read-only' })
  t.equal(diagnoseFileError(fileError('EOTHER')), null)
  t.equal(diagnoseFileError(fileError(7)), null)
  t.equal(diagnoseFileError('text'), null)
})
