import t from 'tap'
import { createPasswords, usualCost } from '../../../src/access/users/create-passwords.ts'
import { decideLockMs } from '../../../src/access/users/decide-lock.ts'
import { judgePassword } from '../../../src/access/users/judge-password.ts'
import { readPassword, writePassword } from '../../../src/access/users/password-text.ts'
import { quickPasswords } from './quick-passwords.ts'

const phrase = 'barco lento de papel'

t.test('a password has 10 to 200 characters, whatever they are', async (t) => {
  t.equal(judgePassword('corto', 'ana@example.com'), 'too-short')
  t.equal(judgePassword('😀😁😂🤣😃😄', 'ana@example.com'), 'too-short', 'characters count, not their parts')
  t.equal(judgePassword(`${phrase}${'x y'.repeat(100)}`, 'ana@example.com'), 'too-long')
  for (const fine of [
    phrase,
    'correct horse battery',
    'ñandú-pingüino',
    '😀😁😂🤣😃😄😅😆😉😊',
    'kD9.mzq-w2',
  ])
    t.equal(judgePassword(fine, 'ana@example.com'), null, fine)
})

t.test('what is guessed first is refused, with whatever stands at its end', async (t) => {
  const common = [
    'password123',
    'Password2026!',
    'contraseña1',
    '1234567890',
    '9876543210',
    'qwertyuiop',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'Bienvenido2026',
    'asdfghjklñ1',
  ]
  for (const each of common) t.equal(judgePassword(each, 'ana@example.com'), 'too-common', each)
})

t.test('the e-mail is no password, nor with a little beside it', async (t) => {
  for (const each of [
    'carmen.ruiz',
    'Carmen.Ruiz1',
    'carmen.ruiz@acme.example',
    '2026carmen',
    'acme-2026!',
    '!Ruiz-12345',
  ])
    t.equal(judgePassword(each, 'carmen.ruiz@acme.example'), 'like-email', each)
  t.equal(judgePassword('carmen paints seven boats', 'carmen.ruiz@acme.example'), null)
})

t.test('a hash tells how it was made, and is another each time', async (t) => {
  const passwords = createPasswords()
  const [one, other] = [await passwords.hash(phrase), await passwords.hash(phrase)]
  t.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  t.not(one, other)
  t.same(await passwords.compare(phrase, one), { isRight: true, isStale: false })
  t.match(await passwords.compare(`${phrase}.`, one), { isRight: false })
  t.match(await passwords.compare(phrase, null), { isRight: false }, 'nobody has no password')
})

t.test('one that was made in another way is still right, and stale', async (t) => {
  const former = await quickPasswords().hash('contraseña de barco')
  t.match(former, /^\$scrypt\$ln=4,r=1,p=1\$/)
  const passwords = createPasswords({ cost: { kind: 'scrypt', costLog2: 5, blockSize: 1, lanes: 1 } })
  t.same(await passwords.compare('contraseña de barco', former), { isRight: true, isStale: true })
  const decomposed = 'contraseña de barco'.normalize('NFD')
  t.match(await passwords.compare(decomposed, former), { isRight: true }, 'typed on another keyboard')
})

t.test('the text of a hash can be read back, and nothing else', async (t) => {
  const hashed = { cost: usualCost, salt: Buffer.alloc(16, 1), hash: Buffer.alloc(32, 2) }
  t.same(readPassword(writePassword(hashed)), hashed)
  for (const text of ['', 'plain', '$argon2i$v=19$m=1,t=1,p=1$AA$AA', '$scrypt$ln=17$AA$AA'])
    t.equal(readPassword(text), null, text)
})

t.test('guessing cannot use up the machine: a few at a time, and not too many wait', async (t) => {
  const passwords = quickPasswords()
  const outcomes = await Promise.allSettled(Array.from({ length: 80 }, () => passwords.compare(phrase, null)))
  t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 66)
  t.match(
    outcomes.find(({ status }) => status === 'rejected'),
    { reason: { name: 'AccessUnavailable', code: 'busy' } },
  )
  t.match(await passwords.compare(phrase, null), { isRight: false }, 'and then it goes on')
})

t.test('each round of wrong passwords waits twice as long, up to a day', async (t) => {
  const lockOut = { failures: 5, wait: 300_000 }
  t.same(
    [0, 1, 4, 5, 6, 10, 15, 60, 5_000].map((count) => decideLockMs(count, lockOut)),
    [null, null, null, 300_000, null, 600_000, 1_200_000, 86_400_000, 86_400_000],
  )
})
