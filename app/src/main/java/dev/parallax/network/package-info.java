/// The real link over java.net.http: sockets, requests, timers and the mailbox that feeds a client's state machine.
@NullMarked
package dev.parallax.network;

import org.jspecify.annotations.NullMarked;
