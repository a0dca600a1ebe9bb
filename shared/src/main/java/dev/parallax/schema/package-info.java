/// What is declared: records, fields, links and permissions, as a checked tree. Immutable; knows no text, no
/// SQL and no wire.
@NullMarked
package dev.parallax.schema;

import org.jspecify.annotations.NullMarked;
