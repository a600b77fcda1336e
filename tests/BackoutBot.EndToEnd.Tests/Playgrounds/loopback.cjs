'use strict';
// The playground has no option for the address that it listens at, and would take every interface: where none is named, it is this machine's own.
const { Server } = require('net');

const listen = Server.prototype.listen;
Server.prototype.listen = function (...args) {
  if (typeof args[0] === 'number' && typeof args[1] !== 'string') {
    args.splice(1, 0, '127.0.0.1');
  }

  return listen.apply(this, args);
};
