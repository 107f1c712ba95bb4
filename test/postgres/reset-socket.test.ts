import { spawnSync } from 'node:child_process'
import t from 'tap'

const program = (ending: string) => `
import { connect, createServer } from 'node:net'
import { resetSocket } from ${JSON.stringify(new URL('./reset-socket.ts', import.meta.url).href)}
const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => {})
  socket.unref()
}).listen(0, '127.0.0.1', () => {
  const socket = connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true }, () => {
    socket.on('error', ({ code }) => code === 'EINVAL' && console.log(code))
    socket.unref()
    ${ending}
    resetSocket(socket)
    server.close()
  })
})
`

t.test('a process that has reset a socket ends, whatever the socket was doing', async (t) => {
  for (const ending of ['', "socket.end('x')", 'socket.end()']) {
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program(ending)], {
      timeout: 10_000,
      encoding: 'utf8',
    })
    t.same({ status, stdout }, { status: 0, stdout: '' }, ending)
  }
})
