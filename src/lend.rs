//! Lending on what a reader has lent, which the borrow checker does not see to be right.
#![expect(unsafe_code, reason = "a borrow that was given up in one branch counts as held in the others")]

use core::ops::ControlFlow;

/// Lends on what `look` finds in `owner`, or gives that back together with what `look` says instead.
///
/// To the borrow checker what one branch returns is borrowed in every branch, and so a future that has to wait could not
/// keep its reader for the next poll. This is the third problem case of RFC 2094; with the next borrow checker
/// (rust-lang/rust#54663) the function is one `match`.
///
/// # Errors
///
/// The owner and the answer of [`ControlFlow::Continue`].
#[inline]
pub(crate) fn lend<'a, T: ?Sized, U: ?Sized, O>(
    owner: &'a mut T,
    look: impl for<'x> FnOnce(&'x mut T) -> ControlFlow<&'x U, O>,
) -> Result<&'a U, (&'a mut T, O)> {
    let owner: *mut T = owner;
    // SAFETY: the pointer is that of a borrow which lasts for `'a` and is used no more.
    match look(unsafe { &mut *owner }) {
        ControlFlow::Break(lent) => Ok(lent),
        // SAFETY: as above; and `look` had its borrow for a lifetime of which the answer knows nothing, so that it is over.
        ControlFlow::Continue(answer) => Err((unsafe { &mut *owner }, answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::convert::Infallible;

    #[test]
    fn what_is_lent_is_in_the_owner_itself() {
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
    fn an_owner_that_lends_nothing_can_be_asked_again() {
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
