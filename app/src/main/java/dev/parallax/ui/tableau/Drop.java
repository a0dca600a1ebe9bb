package dev.parallax.ui.tableau;

import java.util.List;

/// Posts that were dragged from one card and dropped on another. Immutable.
///
/// @param posts in id order; at least one
/// @param from the client whose card they were dragged from
/// @param onto the client whose card they were dropped on; never the same
public record Drop(List<Long> posts, int from, int onto) {
    public Drop {
        posts = List.copyOf(posts);
    }
}
