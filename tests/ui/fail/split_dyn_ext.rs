//! C5: An Ext trait has no trait objects. (Of the four, this one has the shortest message.)
//!
//! Twin: `pass/split_dyn_ext.rs`: trait objects of the core trait have every Ext method.

fn object(_: &mut dyn poll_io::AsyncSeekExt) {}

fn main() {}
