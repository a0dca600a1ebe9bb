package dev.parallax.fleet;

/// How often traffic does what, as weights that need not add up to anything. Immutable.
///
/// @param move gives a post to another author, by the operator's hand
/// @param forbidden an attempt that the permissions deny
public record TrafficMix(int create, int edit, int publish, int unpublish, int delete, int move, int forbidden) {
    /// Mostly edits and publishing, so that rows come and go on the cards; creates and deletes balance.
    public static final TrafficMix DEFAULT = new TrafficMix(10, 40, 16, 14, 10, 6, 4);

    public TrafficMix {
        if (Math.min(
                                Math.min(Math.min(create, edit), Math.min(publish, unpublish)),
                                Math.min(Math.min(delete, move), forbidden))
                        < 0
                || create + edit + publish + unpublish + delete + move + forbidden <= 0) {
            throw new IllegalArgumentException("a traffic mix needs weights of at least 0, one of them above 0");
        }
    }

    int sum() {
        return create + edit + publish + unpublish + delete + move + forbidden;
    }
}
