package dev.parallax.ui.world;

import dev.parallax.bundle.WorldBundle;
import dev.parallax.fleet.AddTask;

/// The file that a world was opened from. Immutable.
///
/// @param name of the file
/// @param from the time of the first recorded moment, microseconds since the epoch; 0 if none is recorded
/// @param until the time of the last
/// @param opened when the world began again
/// @param isRecording whether nothing is known but what clients held: no server, no truth
/// @param clients that come back
public record Origin(
        String name, WorldBundle bundle, long from, long until, long opened, boolean isRecording, AddTask clients) {}
