//! A way to return a borrow from one branch of a function, and to keep the owner in the others. The borrow checker rejects this
//! in safe code.
#![expect(unsafe_code, reason = "the borrow checker extends a borrow that one branch returns to all branches")]

use core::ops::ControlFlow;

/// Returns what `look` borrows from `owner`. If `look` borrows nothing, returns `owner` itself.
///
/// If one branch of a function returns a borrow, the borrow checker extends it to all branches. Then a future that has to wait
/// could not keep its reader for the next poll. This is the third problem case of RFC 2094. The next borrow checker
/// (rust-lang/rust#54663) is to accept it in safe code, as one `match`.
///
/// # Errors
///
/// Returns `owner` and the answer of `look`, if that is [`ControlFlow::Continue`].
#[inline]
#[cfg(any(feature = "alloc", test))]
pub(crate) fn lend<'a, T: ?Sized, U: ?Sized, O>(
    owner: &'a mut T,
    look: impl for<'x> FnOnce(&'x mut T) -> ControlFlow<&'x U, O>,
) -> Result<&'a U, (&'a mut T, O)> {
    let owner: *mut T = owner;
    // SAFETY: the pointer comes from a borrow that lasts for `'a` and is not used any more.
    match look(unsafe { &mut *owner }) {
        ControlFlow::Break(lent) => Ok(lent),
        // SAFETY: the pointer is valid, as above. The answer cannot hold the borrow that `look` had, because `O` does not depend on
        // its lifetime. So that borrow has ended.
        ControlFlow::Continue(answer) => Err((unsafe { &mut *owner }, answer)),
    }
}

/// Passes on what `look` borrows from the owner in `slot`, and empties the slot. If `look` borrows nothing, the slot keeps its
/// owner. Returns `None` if the slot was empty.
///
/// The slot keeps its owner while `look` runs. So the owner is still there after `look` has panicked.
#[inline]
pub(crate) fn lend_from<'a, T: ?Sized, U: ?Sized, O>(
    slot: &mut Option<&'a mut T>,
    look: impl for<'x> FnOnce(&'x mut T) -> ControlFlow<&'x U, O>,
) -> Option<ControlFlow<&'a U, O>> {
    let owner: *mut T = slot.as_deref_mut()?;
    // SAFETY: the pointer comes from a borrow that lasts for `'a`, and nothing uses the borrow in the slot until `look` ends.
    let answer = look(unsafe { &mut *owner });
    if let ControlFlow::Break(_) = answer {
        // From here on, only the returned reference uses the borrow. The one in the slot is overwritten, and never read.
        *slot = None;
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::convert::Infallible;

    #[test]
    fn returns_a_borrow_of_the_owner() {
        let mut owner = [1, 2, 3];
        let lent = lend(&mut owner, |owner| {
            owner[1] = 7;
            ControlFlow::<_, Infallible>::Break(&owner[1..])
        });
        assert_eq!(lent.unwrap_or(&[]), [7, 3]);
        owner[1] = 8;
        assert_eq!(owner, [1, 8, 3]);
    }

    #[test]
    #[cfg(feature = "std")]
    fn a_panic_empties_no_slot_and_a_borrow_does() {
        let mut owner = [1, 2, 3];
        let mut slot = Some(&mut owner);
        let caught = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
            lend_from(&mut slot, |_| -> ControlFlow<&[u8], ()> { panic!("a reader") })
        }));
        assert!(caught.is_err());
        let kept = lend_from(&mut slot, |owner| {
            owner[0] = 7;
            ControlFlow::<&[u8], _>::Continue(1)
        });
        assert_eq!(kept, Some(ControlFlow::Continue(1)));
        let lent = lend_from(&mut slot, |owner| ControlFlow::<_, ()>::Break(&mut owner[1..]).map_break(|rest| &*rest));
        assert_eq!(lent, Some(ControlFlow::Break(&[2, 3][..])));
        assert_eq!(lend_from(&mut slot, |_| ControlFlow::<&[u8], _>::Continue(())), None);
        assert_eq!(owner, [7, 2, 3]);
    }

    #[test]
    fn returns_an_owner_that_nothing_was_borrowed_from() {
        let mut owner = [1, 2, 3];
        let mut rest = &mut owner;
        for i in 0..3 {
            rest = match lend(rest, |owner| {
                owner[i] += 1;
                ControlFlow::<&[u8], _>::Continue(i)
            }) {
                Err((back, answer)) if answer == i => back,
                other => unreachable!("{other:?}"),
            };
        }
        assert_eq!(owner, [2, 3, 4]);
    }
}
