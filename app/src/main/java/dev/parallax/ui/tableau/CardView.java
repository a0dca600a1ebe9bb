package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import java.util.List;

/// What one client shows at one moment. Immutable; an unchanged client is best handed in as the same object, which
/// costs nothing to compare.
///
/// @param number the client's number; stable
/// @param name the user's name
/// @param workspaces names of the workspaces that the user is a member of
/// @param message the status in one plain sentence
/// @param version complete up to it; 0 before the first catch-up
/// @param posts what the client shows, sorted by id
/// @param faults what is wrong with its line on purpose, in words; empty if nothing is
public record CardView(
        int number,
        String name,
        long userId,
        String role,
        List<String> workspaces,
        String dialect,
        Status status,
        String message,
        long version,
        List<Row> posts,
        CardMarks marks,
        String faults) {
    /// A client whose line is well.
    public CardView(
            int number,
            String name,
            long userId,
            String role,
            List<String> workspaces,
            String dialect,
            Status status,
            String message,
            long version,
            List<Row> posts,
            CardMarks marks) {
        this(number, name, userId, role, workspaces, dialect, status, message, version, posts, marks, "");
    }
}
