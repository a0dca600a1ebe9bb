package dev.parallax.ui.tableau;

/// What a pressed pointer does while it moves. Points are logical pixels of the view. FX thread only.
interface Gesture {
    void moveTo(double x, double y);

    /// The pointer was let go there.
    void finish(double x, double y);

    /// It never was.
    void cancel();
}
