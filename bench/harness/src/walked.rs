//! What a program that lists images says of itself.

use crate::Failure;

/// Prints how much was listed, and how much memory this process ever had, in kibibytes: `IMAGES SIZE PEAK`.
///
/// # Errors
///
/// If the system does not tell how much memory that was.
pub fn walked(images: u64, size: i64) -> Result<(), Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM in /proc/self/status")?;
    let peak = peak.trim().trim_end_matches(" kB");
    println!("{images} {size} {peak}");
    Ok(())
}
