/// What a fresh database holds: believable users, workspaces and posts from one seed.
@NullMarked
package dev.parallax.server.seed;

import org.jspecify.annotations.NullMarked;
