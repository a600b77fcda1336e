'use strict';
// The peer of the intake benchmark: the npm package sns-validator behind Node's own HTTP server. It verifies and answers; it stores nothing.
// usage: node server.js <folder of sns-validator> <origin of the certificate> <port>
const http = require('http');
const https = require('https');

const [folder, certificateOrigin, port] = process.argv.slice(2);

// The package downloads the certificate with https.get from the host that the message names. Here the same path is asked of the run's own
// server. That is all that is changed: the checks of the URL, the cache and the verification are the package's own.
https.get = (url, answer) => http.get(new URL(new URL(url).pathname, certificateOrigin), answer);

const MessageValidator = require(folder);
const validator = new MessageValidator();

const answer = (response, status) => {
  response.writeHead(status, { 'Content-Length': 0 });
  response.end();
};

http.createServer((request, response) => {
  if (request.method === 'GET') {
    answer(response, 200);
    return;
  }

  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => validator.validate(Buffer.concat(chunks).toString('utf8'), error => answer(response, error ? 403 : 200)));
}).listen(Number(port), '127.0.0.1');
