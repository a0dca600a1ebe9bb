/// The server as other modules start it: [dev.parallax.server.SyncServer], how it is configured and how it is
/// looked into.
@NullMarked
package dev.parallax.server;

import org.jspecify.annotations.NullMarked;
