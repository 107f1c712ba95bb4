import t from 'tap'
import { MockAgent } from 'undici'
import { fetchFile } from '../../src/bridge/fetch-file.ts'

t.test('checks a redirect like the first link', async (t) => {
  for (const location of [
    'http://169.254.169.254/latest/',
    'http://[::1]/x',
    'http://user:pass@b.example/x',
  ]) {
    const agent = new MockAgent()
    agent.disableNetConnect()
    agent.get('https://a.example').intercept({ path: '/x' }).reply(302, '', { headers: { location } })
    const result = await fetchFile(
      { url: 'https://a.example/x', name: null },
      {
        dispatcher: agent,
        accepted: ['text/plain'],
        allowPrivateAddresses: false,
        takeBytes: () => true,
        signal: new AbortController().signal,
      },
    )
    t.match(result, { fault: location.includes('user') ? 'bad-link' : 'address-not-allowed' })
    await agent.close()
  }
})
