'use strict';
// The peer of the Slack benchmark: Bolt for JavaScript, which verifies the request's signature and acknowledges the command. It stores nothing.
// usage: node server.js <folder of @slack/bolt> <signing secret> <port>
const [folder, signingSecret, port] = process.argv.slice(2);
const { App } = require(folder);

const app = new App({
  signingSecret,
  authorize: async () => ({ botToken: 'xoxb-none', botId: 'B1', botUserId: 'U1' }),
  customRoutes: [{ path: '/readyz', method: ['GET'], handler: (request, response) => { response.writeHead(200, { 'Content-Length': 0 }); response.end(); } }],
});

app.command('/backout', async ({ ack }) => ack());
app.start({ port: Number(port), host: '127.0.0.1' });
