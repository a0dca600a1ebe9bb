package dev.parallax.server.seed;

/// How many rows a fresh database is filled with. The same plan gives the same rows. Immutable.
///
/// @param seed of the generator of names and titles
public record SeedPlan(long seed, int users, int workspaces, int posts) {
    /// Enough for a lively first picture.
    public static final SeedPlan DEFAULT = new SeedPlan(7, 20, 3, 60);

    public SeedPlan {
        if (users < 0 || workspaces < 0 || posts < 0) {
            throw new IllegalArgumentException("counts of users, workspaces and posts are at least 0");
        }
    }
}
