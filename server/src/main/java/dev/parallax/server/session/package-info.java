/// Who is asking: sessions, their secrets and the reading of their fields.
@NullMarked
package dev.parallax.server.session;

import org.jspecify.annotations.NullMarked;
