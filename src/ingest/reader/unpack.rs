//! Stored bytes → bytes as they are meant: fingerprinted as stored, then unpacked where they are gzip, zstd or a member of a zip
//! archive. All of it is streamed, so that no packed file, however it was made, takes more memory than a piece of it; what is cut
//! off or damaged is an error and never the end of a file.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::{Arc, Mutex};

use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use sha2::{Digest, Sha256};

/// How much is read of packed bytes at once.
const PIECE: usize = 1 << 16;

/// A file as it is stored.
pub struct Stored {
    pub(crate) bytes: Box<dyn Read + Send>,
    /// How many bytes there are, if that is known.
    pub(crate) size: Option<u64>,
    /// What they are if they do not say so themselves.
    pub(crate) member: Option<Member>,
}

impl Stored {
    /// Bytes that say themselves what they are.
    pub fn new(bytes: impl Read + Send + 'static, size: Option<u64>) -> Self {
        Self {
            bytes: Box::new(bytes),
            size,
            member: None,
        }
    }
}

/// How a member of a zip archive is packed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub is_deflated: bool,
    /// Its size and checksum when it is unpacked.
    pub size: u64,
    pub crc: u32,
}

/// A file being unpacked.
pub(crate) struct Unpacked {
    pub bytes: Box<dyn Read>,
    pub fingerprint: Fingerprint,
    /// Its stored size, if known.
    pub size: Option<u64>,
    /// `zip`, `gzip` or `zstd`.
    pub packing: Option<&'static str>,
}

/// Unpacks a file.
pub(crate) fn unpacked(stored: Stored) -> io::Result<Unpacked> {
    let fingerprint = Fingerprint::default();
    let bytes = Fingerprinted {
        inner: stored.bytes,
        fingerprint: fingerprint.clone(),
    };
    let mut packing = None;
    let mut bytes: Box<dyn Read> = match stored.member {
        None => Box::new(bytes),
        Some(member) => {
            packing = Some("zip");
            Box::new(Checked::new(bytes, member))
        }
    };
    let head = head(&mut bytes, 4)?;
    let magic = head.clone();
    let whole = Cursor::new(head).chain(bytes);
    let bytes: Box<dyn Read> = match magic.as_slice() {
        [0x1f, 0x8b, ..] => {
            packing = packing.or(Some("gzip"));
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(PIECE, whole)))
        }
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
            packing = packing.or(Some("zstd"));
            Box::new(Frames::new(whole))
        }
        _ => Box::new(whole),
    };
    Ok(Unpacked {
        bytes,
        fingerprint,
        size: stored.size,
        packing,
    })
}

/// The first bytes of a reader, as many as there are up to `most`.
pub(crate) fn head(reader: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(most).read_to_end(&mut head)?;
    Ok(head)
}

/// What is known of the stored bytes read so far.
#[derive(Default)]
struct Known {
    hash: Sha256,
    bytes: u64,
}

/// A handle on the stored bytes of the file being read: how many, and their fingerprint at the end. Of a member of a zip archive
/// they are its own packed bytes, without the rest of the archive.
#[derive(Clone, Default)]
pub(crate) struct Fingerprint(Arc<Mutex<Known>>);

impl Fingerprint {
    fn add(&self, bytes: &[u8]) {
        if let Ok(mut known) = self.0.lock() {
            known.hash.update(bytes);
            known.bytes += bytes.len() as u64;
        }
    }

    /// How many bytes were read.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.lock().map_or(0, |known| known.bytes)
    }

    /// The SHA-256 in hex.
    pub(crate) fn hex(&self) -> String {
        use std::fmt::Write;
        let Ok(known) = self.0.lock() else {
            return String::new();
        };
        let mut hex = String::with_capacity(64);
        for byte in known.hash.clone().finalize() {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// The stored bytes on their way to the decoder.
struct Fingerprinted {
    inner: Box<dyn Read + Send>,
    fingerprint: Fingerprint,
}

impl Read for Fingerprinted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.fingerprint.add(&buffer[..length]);
        Ok(length)
    }
}

/// A member of a zip archive, unpacked, that must be at its end what the archive says it is.
struct Checked {
    inner: Box<dyn Read>,
    crc: Crc,
    size: u64,
    member: Member,
}

impl Checked {
    fn new(packed: impl Read + 'static, member: Member) -> Self {
        let packed = BufReader::with_capacity(PIECE, packed);
        Self {
            inner: match member.is_deflated {
                true => Box::new(DeflateDecoder::new(packed)),
                false => Box::new(packed),
            },
            crc: Crc::new(),
            size: 0,
            member,
        }
    }
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.crc.update(&buffer[..length]);
        self.size += length as u64;
        let is_over = length == 0 && !buffer.is_empty();
        if is_over && (self.size, self.crc.sum()) != (self.member.size, self.member.crc) {
            return Err(damaged(
                "it is not what the archive says it is: size or checksum differ",
            ));
        }
        Ok(length)
    }
}

/// A file compressed with zstd: frames, one after the other.
struct Frames<R> {
    inner: BufReader<R>,
    decoder: FrameDecoder,
    is_within: bool,
}

impl<R: Read> Frames<R> {
    fn new(inner: R) -> Self {
        Self {
            inner: BufReader::with_capacity(PIECE, inner),
            decoder: FrameDecoder::new(),
            is_within: false,
        }
    }

    /// Goes to the next frame that holds data; whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.inner.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.inner) {
                Ok(()) => {
                    self.is_within = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.inner.by_ref().take(length), &mut io::sink())? < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(damaged(error)),
            }
        }
        Ok(false)
    }

    fn end(&mut self) -> io::Result<()> {
        self.is_within = false;
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(damaged("the checksum of its zstd frame differs"));
        }
        Ok(())
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.is_within && !self.begin()? {
                break;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.inner, one).map_err(damaged)?;
            }
            let length = self.decoder.read(buffer)?;
            if length > 0 {
                return Ok(length);
            }
            self.end()?;
        }
        Ok(0)
    }
}

fn damaged(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
