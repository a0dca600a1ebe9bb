package dev.parallax.client;

/// The storage of many devices. Implementations are thread-safe.
public interface LocalStorage extends AutoCloseable {
    /// Opens a device's storage, a new one if the device is new. Whoever had it open before is cut off: their
    /// later saves fail, and their earlier ones are in what the new one loads.
    ///
    /// @param device any name, the same each time
    ClientStorage open(String device);

    /// What a device keeps, while whoever has it open goes on; waits for the disk.
    ///
    /// @throws StorageException if it cannot be read
    Kept look(String device);

    /// Waits until everything that was asked for is saved.
    @Override
    void close();
}
