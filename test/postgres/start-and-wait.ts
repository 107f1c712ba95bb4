// A program of the tests: starts a server, says where it is, and waits to be killed.
import { startPostgres } from './start-postgres.ts'

const [state, parent] = process.argv.slice(2)
const server = await startPostgres(parent === undefined ? {} : { parent })
if (state === 'frozen') server.freeze()
console.log(JSON.stringify({ url: server.url, port: server.port, dataDir: server.dataDir }))
setInterval(() => {}, 60_000)
