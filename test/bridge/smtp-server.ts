import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

export interface ReceivedMail {
  from: string
  to: string[]
  data: string
}

/** As much of SMTP as a client needs to hand over a mail (RFC 5321). `refuse`: what is answered to the message instead. */
export const startSmtpServer = async (t: Test) => {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let refuse: string | null = null
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    let mail: ReceivedMail = { from: '', to: [], data: '' }
    let inData = false
    let rest = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    const hear = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO' || verb === 'HELO') say('250 mail.example')
      else if (verb === 'MAIL') {
        mail = { from: /<(.*)>/.exec(line)?.[1] ?? '', to: [], data: '' }
        say('250 ok')
      } else if (verb === 'RCPT') {
        mail.to.push(/<(.*)>/.exec(line)?.[1] ?? '')
        say('250 ok')
      } else if (verb === 'DATA') {
        if (refuse === null) {
          inData = true
          say('354 go on')
        } else say(refuse)
      } else if (verb === 'QUIT') {
        say('221 bye')
        socket.end()
      } else say('250 ok')
    }
    say('220 mail.example')
    socket.on('data', (bytes) => {
      rest += bytes.toString('utf8')
      for (;;) {
        const end = inData ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n')
        if (end < 0) return
        const text = rest.slice(0, end)
        rest = rest.slice(end + (inData ? 5 : 2))
        if (inData) {
          inData = false
          mails.push({ ...mail, data: text })
          say('250 queued')
        } else hear(text)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuseWith: (line: string | null) => {
      refuse = line
    },
  }
}
