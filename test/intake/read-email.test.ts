import t from 'tap'
import { readEmail } from '../../src/intake/read-email.ts'

t.test('an address is found in what people and bots wrap around it', (t) => {
  const cases: [unknown, string][] = [
    ['ann@ex.org', 'ann@ex.org'],
    [' Ann.Lee+x@Mail.Ex.ORG \n', 'Ann.Lee+x@Mail.Ex.ORG'],
    ['mailto:ann@ex.org', 'ann@ex.org'],
    ['<ann@ex.org>', 'ann@ex.org'],
    ['Ann Lee <ann@ex.org>', 'ann@ex.org'],
    ['<mailto:ann@ex.org>', 'ann@ex.org'],
    ['\u3000ann@ex.org\u3000', 'ann@ex.org'],
    ['ann＠ex.org', 'ann@ex.org'],
    ['\u200Bann@ex.org\u202C', 'ann@ex.org'],
    ['ann@ex.org.', 'ann@ex.org'],
    ['ann@ex.org,', 'ann@ex.org'],
    ['an\u0000n@ex.org', 'ann@ex.org'],
    [['ann@ex.org'], 'ann@ex.org'],
    ["o'neil@ex.org", "o'neil@ex.org"],
    ['a@b.co', 'a@b.co'],
    ['josé@correo.es', 'josé@correo.es'],
    ['ann@bücher.example', 'ann@bücher.example'],
    ['ann@例え.テスト', 'ann@例え.テスト'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['ann@123.example', 'ann@123.example'],
    [`${'a'.repeat(64)}@ex.org`, `${'a'.repeat(64)}@ex.org`],
  ]
  for (const [value, expected] of cases) t.equal(readEmail(value)?.address, expected, JSON.stringify(value))
  t.end()
})

t.test('a display name is kept', (t) => {
  t.equal(readEmail('Ann Lee <ann@ex.org>')?.displayName, 'Ann Lee')
  t.equal(readEmail('"Lee, Ann" <ann@ex.org>')?.displayName, 'Lee, Ann')
  t.equal(readEmail('<ann@ex.org>')?.displayName, null)
  t.end()
})

t.test('what a help desk cannot write to is no address', (t) => {
  const values = [
    '',
    'ann',
    'ann@',
    '@ex.org',
    'ann@ex',
    'ann@@ex.org',
    'a@b@ex.org',
    'ann@ex..org',
    'ann@.ex.org',
    'ann@-ex.org',
    'ann@ex-.org',
    'ann@ex.o',
    'ann@127.0.0.1',
    'ann@[127.0.0.1]',
    'ann lee@ex.org',
    'ann@ex org',
    '.ann@ex.org',
    'ann.@ex.org',
    'an..n@ex.org',
    'ann@ex.org, bob@ex.org',
    'ann@ex.org\nbcc: bob@ex.org',
    '"ann"@ex.org',
    'ann@ex_ample.org',
    `${'a'.repeat(65)}@ex.org`,
    `ann@${'a'.repeat(64)}.org`,
    `ann@${'a.'.repeat(130)}org`,
    `${'a'.repeat(2000)}@ex.org`,
    'ann(at)ex.org',
    42,
    true,
    {},
    ['a@ex.org', 'b@ex.org'],
    null,
  ]
  for (const value of values) t.equal(readEmail(value), null, JSON.stringify(value)?.slice(0, 60))
  t.end()
})
