package dev.parallax.ui.connect;

import java.net.URI;

/// What lies outside the window. A machine may have none of it.
public interface Outside {
    /// Puts a text on the clipboard. FX thread only.
    ///
    /// @return false if there is no clipboard
    boolean copy(String text);

    /// Opens an address in the browser. FX thread only.
    ///
    /// @return false if there is no browser
    boolean browse(URI address);
}
