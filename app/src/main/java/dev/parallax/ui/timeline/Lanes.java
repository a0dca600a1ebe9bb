package dev.parallax.ui.timeline;

/// Where the lifelines stand: the server first, then the clients. Stateless.
final class Lanes {
    /// Room for the time of day at the left.
    static final double TIME_WIDTH = 92;

    private static final double MARGIN = 84;

    private Lanes() {}

    /// The place of a lane in a width, for so many lanes.
    ///
    /// @param lane 0 for the server
    static double x(int lane, int lanes, double width) {
        double room = Math.max(1, width - TIME_WIDTH - 2 * MARGIN);
        return TIME_WIDTH + MARGIN + (lanes <= 1 ? room / 2 : room * lane / (lanes - 1));
    }
}
